/** What stands for the name of someone who has been erased; the web says it in the reader's language. */
export const erasedPerson = 'Slettet person';
