import type Sigma from 'sigma';
import type { MouseCoords, TouchCoords } from 'sigma/types';
import type { Place } from './points';

/** What is told of the pointer, in pixels of the picture. */
export interface Heard {
  over: (place: Place) => void;
  left: () => void;
  pressed: (place: Place) => void;
  pressedTwice: (place: Place) => void;
  /** A line was drawn around something, with Shift held down. */
  surrounded: (line: Place[]) => void;
  /** A line is being drawn. */
  drawing: (line: Place[]) => void;
}

const OURS = ['mousemove', 'click', 'doubleClick', 'wheel', 'mousedown', 'mouseup'] as const;
/** A line is drawn by steps of so many pixels. */
const STEP = 4;

/**
 * Listen to the pointer in the place of the drawing library, which looks up what lies under it by reading pixels back:
 * that waits until everything is drawn, up to half a second without a graphics card. Moving and zooming stay its own.
 */
export function listen(sigma: Sigma, holder: HTMLElement, heard: Heard): () => void {
  const [mouse, touch] = [sigma.getMouseCaptor(), sigma.getTouchCaptor()];
  for (const name of OURS) mouse.removeAllListeners(name);
  touch.removeAllListeners();
  mouse.on('mousemove', (event: MouseCoords) => {
    if (!mouse.isMouseDown) heard.over([event.x, event.y]);
  });
  mouse.on('mouseleave', heard.left);
  mouse.on('click', (event: MouseCoords) => heard.pressed([event.x, event.y]));
  mouse.on('doubleClick', (event: MouseCoords) => {
    event.preventSigmaDefault();
    heard.pressedTwice([event.x, event.y]);
  });
  const first = (event: TouchCoords): Place => [event.touches[0]?.x ?? 0, event.touches[0]?.y ?? 0];
  touch.on('tap', (event: TouchCoords) => heard.pressed(first(event)));
  touch.on('doubletap', (event: TouchCoords) => heard.pressedTwice(first(event)));
  return lasso(holder, heard);
}

/** Draw a line around nodes by dragging with Shift held down; the picture keeps still meanwhile. */
function lasso(holder: HTMLElement, heard: Heard): () => void {
  let line: Place[] | null = null;
  const place = (event: PointerEvent): Place => {
    const { left, top } = holder.getBoundingClientRect();
    return [event.clientX - left, event.clientY - top];
  };
  const swallow = (event: Event): void => event.stopPropagation();
  const begin = (event: MouseEvent): void => {
    if (!event.shiftKey || event.button !== 0) return;
    // The drawing library would move the picture.
    event.stopImmediatePropagation();
    event.preventDefault();
    line = [];
  };
  const go = (event: PointerEvent): void => {
    if (!line) return;
    const [here, last] = [place(event), line.at(-1)];
    if (last && Math.hypot(here[0] - last[0], here[1] - last[1]) < STEP) return;
    line.push(here);
    heard.drawing(line);
  };
  const end = (): void => {
    if (!line) return;
    const drawn = line;
    line = null;
    heard.drawing([]);
    // The click that ends the line is none on what lies there.
    holder.addEventListener('click', swallow, { capture: true, once: true });
    setTimeout(() => holder.removeEventListener('click', swallow, { capture: true }));
    if (drawn.length > 2) heard.surrounded(drawn);
  };
  holder.addEventListener('mousedown', begin, { capture: true });
  window.addEventListener('pointermove', go);
  window.addEventListener('pointerup', end);
  return () => {
    holder.removeEventListener('mousedown', begin, { capture: true });
    window.removeEventListener('pointermove', go);
    window.removeEventListener('pointerup', end);
  };
}
