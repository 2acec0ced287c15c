import type { GameFacts, PlayedStrategy } from '../../questions/games.js';
import type { Vector } from '../why/answers.js';
import { seenFromOther } from '../why/game.js';
import { type Arrow, GreatCircle } from '../why/great-circle.js';
import { bestPlane, projected } from '../why/plane.js';

/** A perfect Bell pair: what B's directions look like on A's half. */
const PHI_PLUS: Vector = [1, -1, 1];
/** More arrows lie over each other. */
const MOST_ARROWS = 12;

function vectorsOf(list: Float64Array): Vector[] {
  return Array.from({ length: list.length / 3 }, (_, i): Vector => [list[3 * i], list[3 * i + 1], list[3 * i + 2]]);
}

/** Where the two players measure their halves of an ebit, a direction for each question. */
export function DirectionsPicture({ facts, played }: { readonly facts: GameFacts; readonly played: PlayedStrategy }) {
  const { directions } = played;
  if (directions === null) {
    return (
      <p class="hint">Directions are drawn of one ebit without coins; with more, or nothing, a question has no one.</p>
    );
  }
  const arrows: Arrow[] = [
    ...vectorsOf(directions.a).map((direction, i) => ({ label: `A ${facts.a[i]}`, party: 'a' as const, direction })),
    ...vectorsOf(directions.b).map((direction, i) => ({
      label: `B ${facts.b[i]}`,
      party: 'b' as const,
      direction: seenFromOther(direction, PHI_PLUS),
    })),
  ];
  if (arrows.length > MOST_ARROWS) {
    return <p class="hint">{`${arrows.length} directions are too many for one picture.`}</p>;
  }
  const plane = bestPlane(arrows.map(({ direction }) => direction));
  const places = arrows.map(({ label, direction }) => ({ label, ...projected(direction, plane) }));
  const isFlat = places.every(({ out }) => Math.abs(out) < 0.05);
  const said = places.map(({ label, x, y }) => `${label} ${Math.round((Math.atan2(x, y) * 180) / Math.PI)} degrees`);
  return (
    <>
      <GreatCircle
        arrows={arrows}
        plane={plane}
        label={`Measurement directions, clockwise from the top: ${said.join('; ')}.`}
      />
      <p class="hint">
        {isFlat
          ? 'All directions lie in one plane. '
          : 'The directions need all of space: a short arrow stands out of the plane that holds them best. '}
        B’s are drawn as they act on A’s half.
      </p>
    </>
  );
}
