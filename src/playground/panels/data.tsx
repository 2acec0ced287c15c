import { Boundary } from '../ui/boundary.js';
import { CloudCard } from './data/cloud.js';
import { MapCard } from './data/map.js';
import './data/data.css';
import './panels.css';

/** The data: clusters to turn by hand, and how a trained model cuts its own. */
export function DataPanel() {
  return (
    <section class="data-columns" aria-label="Data">
      <Boundary name="The picture of the clusters">
        <CloudCard />
      </Boundary>
      <Boundary name="The map">
        <MapCard />
      </Boundary>
    </section>
  );
}
