import { Training } from './training-in-page.jsx';

export default function Page() {
  return <Training />;
}
