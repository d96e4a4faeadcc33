import type { MigrationInterface, QueryRunner } from 'typeorm';
import { forceRowSecurity, inActorsNetwork } from './row-security';

/** Read by everyone in the network; in this version written by the import only, so requests are granted SELECT. */
export class StrategiesCreateGoals1763942400008 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const readInNetwork = (table: string) => `
      ${forceRowSecurity(table)}
      CREATE POLICY ${table}_network ON ${table} FOR SELECT TO torv_app USING (${inActorsNetwork});
      GRANT SELECT ON ${table} TO torv_app;`;
    await runner.query(`
      CREATE TABLE strategies_strategy (
        network_id uuid NOT NULL REFERENCES places_network (id),
        id         uuid NOT NULL DEFAULT uuidv7(),
        key        text NOT NULL,
        name       text NOT NULL,
        kind       text NOT NULL,
        owner_id   uuid NOT NULL,
        adopted    integer,
        PRIMARY KEY (network_id, id),
        UNIQUE (network_id, key),
        FOREIGN KEY (network_id, owner_id) REFERENCES organisations_organisation (network_id, id)
      );
      ${readInNetwork('strategies_strategy')}

      CREATE TABLE strategies_objective (
        network_id  uuid NOT NULL,
        id          uuid NOT NULL DEFAULT uuidv7(),
        strategy_id uuid NOT NULL,
        key         text NOT NULL,
        name        text NOT NULL,
        note        text,
        indicator   jsonb,
        PRIMARY KEY (network_id, id),
        UNIQUE (network_id, key),
        FOREIGN KEY (network_id, strategy_id) REFERENCES strategies_strategy (network_id, id)
      );
      ${readInNetwork('strategies_objective')}

      CREATE TABLE strategies_theme (
        network_id uuid NOT NULL REFERENCES places_network (id),
        id         uuid NOT NULL DEFAULT uuidv7(),
        key        text NOT NULL,
        da         text NOT NULL,
        en         text NOT NULL,
        PRIMARY KEY (network_id, id),
        UNIQUE (network_id, key)
      );
      ${readInNetwork('strategies_theme')}

      CREATE TABLE strategies_goal (
        network_id uuid NOT NULL REFERENCES places_network (id),
        id         uuid NOT NULL DEFAULT uuidv7(),
        key        text NOT NULL,
        name       text NOT NULL,
        PRIMARY KEY (network_id, id),
        UNIQUE (network_id, key)
      );
      ${readInNetwork('strategies_goal')}

      CREATE TABLE strategies_goal_theme (
        network_id uuid NOT NULL,
        goal_id    uuid NOT NULL,
        theme_id   uuid NOT NULL,
        PRIMARY KEY (network_id, goal_id, theme_id),
        FOREIGN KEY (network_id, goal_id) REFERENCES strategies_goal (network_id, id),
        FOREIGN KEY (network_id, theme_id) REFERENCES strategies_theme (network_id, id)
      );
      ${readInNetwork('strategies_goal_theme')}

      CREATE TABLE strategies_alignment (
        network_id   uuid NOT NULL,
        goal_id      uuid NOT NULL,
        objective_id uuid NOT NULL,
        PRIMARY KEY (network_id, goal_id, objective_id),
        FOREIGN KEY (network_id, goal_id) REFERENCES strategies_goal (network_id, id),
        FOREIGN KEY (network_id, objective_id) REFERENCES strategies_objective (network_id, id)
      );
      ${readInNetwork('strategies_alignment')}

      CREATE TABLE strategies_goal_party (
        network_id      uuid NOT NULL,
        goal_id         uuid NOT NULL,
        organisation_id uuid NOT NULL,
        PRIMARY KEY (network_id, goal_id, organisation_id),
        FOREIGN KEY (network_id, goal_id) REFERENCES strategies_goal (network_id, id),
        FOREIGN KEY (network_id, organisation_id) REFERENCES organisations_organisation (network_id, id)
      );
      ${readInNetwork('strategies_goal_party')}
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
