import { applyDecorators, HttpCode } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import { Problem } from '@torv/shared/kernel';
import * as z from 'zod';

/** Says in the API document what a route answers: its status and contract, and the one shape of every error. */
export function Answers(status: number, contract?: z.ZodType): MethodDecorator {
  const description = status === 204 ? 'Done.' : 'The answer.';
  const schemaOf = (type: z.ZodType) => z.toJSONSchema(type, { io: 'output', unrepresentable: 'any' }) as never;
  return applyDecorators(
    HttpCode(status),
    ApiResponse(contract ? { status, description, schema: schemaOf(contract) } : { status, description }),
    ApiResponse({
      status: 'default',
      description: 'A refusal, as RFC 9457 problem details.',
      content: { 'application/problem+json': { schema: schemaOf(Problem) } },
    }),
  );
}
