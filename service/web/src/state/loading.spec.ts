import { describe, expect, it } from 'vitest';
import { Loading } from './loading';

describe('Loading', () => {
  it('lets the newer question take the place of the older', async () => {
    const loading = new Loading<string>();
    let finish: (answer: string) => void = () => undefined;
    const older = loading.load('a', () => new Promise<string>((resolve) => (finish = resolve)));
    const newer = loading.load('b', async () => 'newer');
    finish('older');
    expect([await older, await newer]).toEqual([null, 'newer']);
  });

  it('asks the same question once', async () => {
    const loading = new Loading<number>();
    expect(await loading.load('a', async () => 1)).toBe(1);
    expect(await loading.load('a', async () => 2)).toBeNull();
    loading.forget();
    expect(await loading.load('a', async () => 3)).toBe(3);
  });

  it('tells what went wrong, and may be asked again', async () => {
    const loading = new Loading<number>();
    await expect(loading.load('a', async () => Promise.reject(new Error('gone')))).rejects.toThrow('gone');
    expect(await loading.load('a', async () => 1)).toBe(1);
  });
});
