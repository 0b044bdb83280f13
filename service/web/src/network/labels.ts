import type { NodeHoverDrawingFunction, NodeLabelDrawingFunction } from 'sigma/rendering';
import { rightToLeft, shortened } from './geometry';
import type { Palette } from './palette';

const [GAP, MARGIN] = [4, 6];

/** Draw names beside their nodes on a halo of the ground; near the right edge they flip to the other side. */
export function labels(colours: () => Palette): NodeLabelDrawingFunction {
  return (context, data, settings) => {
    if (!data.label) return;
    const strong = 'strong' in data && Boolean(data.strong);
    context.font = `${strong ? 600 : settings.labelWeight} ${settings.labelSize}px ${settings.labelFont}`;
    const text = strong ? data.label : shortened(data.label);
    const width = context.measureText(text).width;
    const room = context.canvas.clientWidth || context.canvas.width;
    const flips = data.x + data.size + GAP + width > room - MARGIN && data.x - data.size - GAP - width > 0;
    const x = flips ? data.x - data.size - GAP - width : data.x + data.size + GAP;
    const { ink, paper } = colours();
    context.direction = rightToLeft(text) ? 'rtl' : 'ltr';
    context.textAlign = 'left';
    context.lineJoin = 'round';
    context.lineWidth = 3.5;
    context.strokeStyle = paper;
    context.strokeText(text, x, data.y + settings.labelSize / 3);
    context.fillStyle = ink;
    context.fillText(text, x, data.y + settings.labelSize / 3);
  };
}

/** Draw what the pointer is over: a ring, and the whole name. */
export function hovered(colours: () => Palette): NodeHoverDrawingFunction {
  const draw = labels(colours);
  return (context, data, settings) => {
    context.beginPath();
    context.arc(data.x, data.y, data.size + 2, 0, Math.PI * 2);
    context.lineWidth = 2;
    context.strokeStyle = colours().chosen;
    context.stroke();
    draw(context, { ...data, strong: true } as typeof data, settings);
  };
}
