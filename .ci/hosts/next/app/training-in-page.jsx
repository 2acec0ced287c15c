'use client';

import { useEffect, useState } from 'react';
import { trained } from '../training.js';

export function Training() {
  const [said, setSaid] = useState('waiting');
  useEffect(() => {
    trained().then(setSaid);
  }, []);
  return <title>{said}</title>;
}
