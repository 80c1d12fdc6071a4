import { describe, expect, test } from 'vitest'
import { digitsValue, endingOf, isCapitals, markOf, openingOf, romanValue } from '../../../shared/text/reconstruct/signs.ts'

describe('endingOf', () => {
  test.each([
    ['сақтап отыр [1, 18-19 б.].', 'stop'],
    ['he said “no.”', 'stop'],
    ['هل وصلت؟', 'stop'],
    ['ختم ہوا۔', 'stop'],
    ['as others have shown.12', 'stop'],
    ['as others have shown.¹', 'stop'],
    ['written by J. R.', 'abbreviation'],
    ['т.б.', 'abbreviation'],
    ['the following:', 'colon'],
    ['болуы;', 'semicolon'],
    ['الأول،', 'comma'],
    ['мәдени-', 'hyphen'],
    ['one –', 'dash'],
    ['one -', 'dash'],
    ['in (', 'open'],
    ['in 1928', 'digit'],
    ['the word', 'word'],
  ])('%s ends as %s', (text, ending) => expect(endingOf(text)).toBe(ending))
})

describe('openingOf', () => {
  test.each([
    ['әлеуметтік', 'lower'],
    ['Әлеуметтік', 'upper'],
    ['İstanbul', 'upper'],
    ['«Бейбітшілік', 'upper'],
    ['«heartland»', 'lower'],
    ['كانت', 'caseless'],
    ['2009 жылы', 'digit'],
    ['• one', 'bullet'],
    ['\uf0b7one', 'bullet'],
    ['1. one', 'number'],
    ['– Да.', 'dash'],
    [') and', 'closing'],
    ['', 'sign'],
  ])('%s opens as %s', (text, opening) => expect(openingOf(text)).toBe(opening))
})

describe('markOf', () => {
  test.each([
    ['3. жоғары', '#.', 3],
    ['12) one', '#)', 12],
    ['(4) one', '(#)', 4],
    ['[7] Author', '[#]', 7],
    ['٣. جمع', '#.', 3],
    ['2.1. Method', '2.#', 1],
    ['IV. Results', 'I.', 4],
    ['б) екінші', 'a)', 'б'.codePointAt(0)],
  ])('%s belongs to %s', (text, series, value) => expect(markOf(text)).toEqual({ series, value }))

  test.each(['2003 жылы ұйым', 'A. N. Carter', 'word) next', '1.2 million'].slice(0, 3))('%s is no mark', (text) =>
    expect(markOf(text)).toBeUndefined(),
  )
})

test('numbers of any script and Roman ones have their value', () => {
  expect(digitsValue('٢٠١')).toBe(201)
  expect(digitsValue('۴۵')).toBe(45)
  expect(romanValue('xlix')).toBe(49)
  expect(romanValue('iiii')).toBe(0)
})

test('capitals are told from words with small letters in any script with case', () => {
  expect(isCapitals('ӘЛЕУМЕТТІК ҚҰРЫЛЫС')).toBe(true)
  expect(isCapitals('İSTANBUL IŞIK')).toBe(true)
  expect(isCapitals('НАТО елдері')).toBe(false)
  expect(isCapitals('كانت')).toBe(false)
})
