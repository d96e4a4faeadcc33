import type { MigrationInterface, QueryRunner } from 'typeorm';
import { forceRowSecurity } from './row-security';

/** Mail waits in a queue that the change which caused it writes, so that no mail tells of what did not happen. */
export class PlatformQueueMail1763942400037 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- A mail belongs to an address, not to a network. Its text may hold a link that signs someone in: requests can put
      -- a mail here and read none, and the text is forgotten when the mail has been sent or given up.
      CREATE TABLE platform_mail (
        id          uuid PRIMARY KEY DEFAULT uuidv7(),
        kind        text NOT NULL CHECK (kind ~ '^[a-z]+\\.[a-z-]+$'),
        recipient   text NOT NULL CHECK (length(recipient) <= 254 AND recipient ~ '^[^[:space:][:cntrl:],;<>@]+@[^[:space:][:cntrl:],;<>@]+$'),
        language    text NOT NULL CHECK (language IN ('da', 'en')),
        subject     text NOT NULL CHECK (length(subject) BETWEEN 1 AND 200 AND subject !~ '[[:cntrl:]]'),
        body_text   text CHECK (length(body_text) <= 20000),
        body_html   text CHECK (length(body_html) <= 60000),
        created_at  timestamptz NOT NULL DEFAULT now(),
        -- What it tells of has no use after this: a link that has run out.
        useful_until timestamptz NOT NULL DEFAULT 'infinity',
        due_at      timestamptz NOT NULL DEFAULT now(),
        attempts    integer NOT NULL DEFAULT 0,
        last_error  text,
        sent_at     timestamptz,
        given_up_at timestamptz,
        CHECK (sent_at IS NULL OR given_up_at IS NULL)
      );
      CREATE INDEX platform_mail_waiting ON platform_mail (due_at) WHERE sent_at IS NULL AND given_up_at IS NULL;
      ${forceRowSecurity('platform_mail')}
      CREATE POLICY platform_mail_worker ON platform_mail TO torv_worker USING (true) WITH CHECK (true);
      GRANT SELECT, UPDATE, DELETE ON platform_mail TO torv_worker;

      CREATE FUNCTION platform_queue_mail(kind text, recipient text, language text, subject text, body_text text, body_html text, until timestamptz)
        RETURNS uuid LANGUAGE sql SECURITY DEFINER SET search_path = public AS $$
          SELECT pg_notify('torv_mail', '');
          INSERT INTO platform_mail (kind, recipient, language, subject, body_text, body_html, useful_until)
            VALUES (kind, recipient, language, subject, body_text, body_html, coalesce(until, 'infinity')) RETURNING id
        $$;
      REVOKE ALL ON FUNCTION platform_queue_mail FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION platform_queue_mail TO torv_app, torv_worker;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
