import { CloudCard } from './data/cloud.js';
import { MapCard } from './data/map.js';
import './data/data.css';
import './panels.css';

/** The data: clusters to turn by hand, and how a trained model cuts its own. */
export function DataPanel() {
  return (
    <section class="data-columns" aria-label="Data">
      <CloudCard />
      <MapCard />
    </section>
  );
}
