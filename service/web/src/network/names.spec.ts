import { describe, expect, it } from 'vitest';
import { placed, type Candidate } from './names';

const wide = (text: string): number => text.length * 7;
const at = (x: number, y: number, label = 'A museum', strong = false): Candidate => ({ label, x, y, radius: 5, strong });

describe('placed', () => {
  it('writes a name to the right of its node', () => {
    expect(placed([at(100, 50)], 500, wide, 9)).toEqual([{ text: 'A museum', x: 110, y: 50, width: 56, strong: false }]);
  });

  it('flips a name that would run off the edge', () => {
    const [name] = placed([at(480, 50)], 500, wide, 9);
    expect((name?.x ?? 0) + (name?.width ?? 0)).toBeLessThan(480);
  });

  it('writes no name over another, and those of the focus first', () => {
    const names = placed([at(100, 50, 'first'), at(110, 52, 'second'), at(105, 51, 'chosen', true)], 160, wide, 9);
    expect(names.map((one) => one.text)).toEqual(['chosen', 'first']);
  });

  it('names no more than asked, and none out of sight', () => {
    expect(placed([at(-20, 5), at(100, 50), at(100, 150)], 500, wide, 1)).toHaveLength(1);
  });

  it('rather writes to the left than over another node', () => {
    expect(placed([at(100, 50), at(130, 52, '')], 500, wide, 1)[0]?.x).toBeLessThan(100);
    expect(placed([at(100, 50), at(130, 52, ''), at(70, 50, '')], 500, wide, 1)[0]?.x).toBeGreaterThan(100);
  });

  it('keeps off the buttons', () => {
    const button = { text: '', x: 115, y: 50, width: 50, strong: false };
    expect(placed([at(100, 50)], 500, wide, 1, [button])[0]?.x).toBeLessThan(100);
  });
});
