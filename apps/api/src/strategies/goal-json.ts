/** A goal as other records name it (`GoalRef`), as a JSON expression over the alias `g`. */
export const goalJson = (g: string): string => `json_build_object('id', ${g}.id, 'key', ${g}.key, 'name', ${g}.name)`;
