import { describe, expect, it } from 'vitest';
import { folded, matching } from './matching';

const names = ['State Hermitage Museum', 'UNESCO Office in Moscow', 'Musée d’Orsay', 'Государственный Эрмитаж', 'Museum'].map((label) => ({ label }));
const found = (question: string): string[] => matching(question, names, 3).map((one) => one.label);

describe('matching', () => {
  it('finds names by the beginnings of their words, in any order', () => {
    expect(found('mosc unes')).toEqual(['UNESCO Office in Moscow']);
    expect(found('museum')).toEqual(['Museum', 'State Hermitage Museum']);
  });

  it('sees past accents, dashes and case, in any script', () => {
    expect(folded('Musée d’Orsay')).toBe('musee d orsay');
    expect(found('MUSEE ORSAY')).toEqual(['Musée d’Orsay']);
    expect(found('эрмит')).toEqual(['Государственный Эрмитаж']);
  });

  it('finds nothing for nothing', () => {
    expect(found(' ')).toEqual([]);
    expect(found('zzzz')).toEqual([]);
  });
});
