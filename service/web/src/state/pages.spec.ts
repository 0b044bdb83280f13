import { describe, expect, it } from 'vitest';
import { pageOf } from './pages';

describe('pageOf', () => {
  it.each([
    ['https://example.org/organisation/icom', '/organisation/icom'],
    ['http://publications.europa.eu/resource/authority/country/AZE', '/country/AZE'],
    ['https://w3id.org/heritage-partnerships/heritage-type/museums', '/heritage-type/museums'],
    ['https://elsewhere.example/x', 'https://elsewhere.example/x'],
  ])('shows %s at %s', (id, page) => {
    expect(pageOf(id, 'https://example.org/')).toBe(page);
  });
});
