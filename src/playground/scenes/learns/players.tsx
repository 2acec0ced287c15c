import { type Course, INPUTS, SHARED, type Shared } from '../../questions/learns/asked.js';
import { Dial } from './dial.js';
import { CLASSICAL_SCORE, scoreText, successText } from './words.js';

const titles: Readonly<Record<Shared, string>> = { nothing: 'Nothing', coin: 'One coin', ebit: 'An ebit' };

/** Sixteen marks, full where the label is right. */
function Marks({ right }: { readonly right: number }) {
  return (
    <span class="marks" aria-hidden="true">
      {Array.from({ length: INPUTS }, (_, i) => (
        <i key={i} class={i < right ? 'is-right' : 'is-wrong'} />
      ))}
    </span>
  );
}

function Player({ course, moment }: { readonly course: Course; readonly moment: number }) {
  const [score, right] = [course.score[moment], course.right[moment]];
  return (
    <div class="player" data-shared={course.shared} data-above={score > CLASSICAL_SCORE ? 'yes' : 'no'}>
      <h3>
        <svg class="sample" viewBox="0 0 26 8" aria-hidden="true">
          <path class={course.shared === 'coin' ? 'broken' : undefined} d="M1 4H25" />
        </svg>
        <span>
          {titles[course.shared]}
          {course.shared === 'nothing' && <span class="rest"> shared</span>}
        </span>
      </h3>
      <Dial course={course} moment={moment} />
      <p class="score">
        <span>S =</span> <b>{scoreText(score)}</b>
      </p>
      <p class="shot">
        wins <b>{successText(score)}</b>
        <span class="wide-part"> of shots</span>
      </p>
      <p class="labels">
        <Marks right={right} />
        <span>
          <b>{right}</b> of {INPUTS} right
        </span>
      </p>
    </div>
  );
}

/** How the three pairs of players stand at a moment. */
export function Players({
  courses,
  moment,
}: {
  readonly courses: Readonly<Record<Shared, Course>>;
  readonly moment: number;
}) {
  return (
    <div class="players">
      {SHARED.map((shared) => (
        <Player key={shared} course={courses[shared]} moment={moment} />
      ))}
    </div>
  );
}
