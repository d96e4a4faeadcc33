/** What stands for the name of someone who has been erased; the web says it in the reader's language. */
export const erasedPerson = 'Slettet person';

/** What stands for words of a decision that were erased. */
export const erasedWords = 'Teksten er slettet. Loggen fortæller, at det er sket.';
