import type { Client } from 'pg';
import { decisionByNumber, decisionsOfNetwork } from '../src/decisions/decisions.sql';
import { countOfDecisions, decisionsMatching } from '../src/decisions/find-decisions.sql';
import { meetingById, meetingsOfNetwork } from '../src/meetings/meetings.sql';
import { decisionsSince, happeningsSince, needsOfActor, nextMeeting } from '../src/overview/overview.sql';
import type { Query } from '../src/platform/database/query';
import { meetingsCalled } from '../src/overview/network-picture.sql';
import { proposalById, proposalOnItem, proposalsOfNetwork } from '../src/proposals/proposals.sql';
import { body, network, startDemoTorv, type DemoTorv } from './demo-network';
import { fillWithYears, growing } from './years-of-records';

// Each hot read as the application runs it, in a network with five thousand decisions: how PostgreSQL goes about it.

let torv: DemoTorv;
let networkId: string;
let one: Record<'id' | 'number' | 'meeting_id' | 'proposal_id' | 'item_id' | 'at', string>;

beforeAll(async () => {
  torv = await startDemoTorv();
  networkId = await torv.idOf('SELECT id FROM places_network WHERE key = $1', network);
  await fillWithYears(torv.admin, networkId, body, 5_000);
  const { rows } = await torv.admin.query(
    `SELECT id, number, meeting_id, proposal_id, item_id, decided_at::text AS at FROM decisions_decision
     WHERE network_id = $1 AND visibility = 'network' ORDER BY decided_at DESC LIMIT 1 OFFSET 1000`,
    [networkId],
  );
  one = rows[0];
}, 120_000);
afterAll(() => torv?.close());

interface Node {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  Alias?: string;
  Filter?: string;
  'Subplan Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  Plans?: Node[];
}

const nodesOf = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

/** What the statement's plan is, and what running it looked at, as a member. `generic`: as when it has been run often. */
async function planOf({ text, values = [] }: Query, generic: boolean): Promise<Node[]> {
  const explain = async (client: Client) => {
    await client.query(`SET LOCAL plan_cache_mode = force_${generic ? 'generic' : 'custom'}_plan`);
    await client.query(`PREPARE looked_at AS ${text}`);
    const given = values.map((value) => (value === null ? 'NULL' : client.escapeLiteral(String(value)))).join(', ');
    const answer = await client.query(
      `EXPLAIN (ANALYZE, TIMING OFF, BUFFERS OFF, FORMAT JSON) EXECUTE looked_at(${given})`,
    );
    return nodesOf(answer.rows[0]['QUERY PLAN'][0].Plan);
  };
  return torv.bySql('member.civil', explain);
}

/** Nodes that went to a table that grows. */
const grown = (nodes: Node[]): Node[] =>
  nodes.filter((node) => growing.includes(node['Relation Name'] ?? '') && node['Actual Loops'] > 0);
/** The table and the index by which it was gone to. */
const wayOf = (node: Node): string => {
  const below =
    node['Node Type'] === 'Bitmap Heap Scan'
      ? nodesOf(node).find((one) => one['Node Type'] === 'Bitmap Index Scan')
      : node;
  return `${node['Relation Name']} by ${below?.['Index Name'] ?? node['Node Type']}`;
};
/** Rows that a node fetched, shown or not. */
const lookedAt = (node: Node): number =>
  (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'];

const reads: Record<string, { query: () => Query; most: number; shape: string[] }> = {
  'the newest decisions': {
    query: () => decisionsOfNetwork(networkId, null, 25),
    most: 60,
    shape: ['decisions_decision by decisions_decision_in_time', 'decisions_decision by decisions_decision_that_change'],
  },
  'decisions after a place': {
    query: () => decisionsOfNetwork(networkId, [one.at, one.id], 25),
    most: 60,
    shape: ['decisions_decision by decisions_decision_in_time', 'decisions_decision by decisions_decision_that_change'],
  },
  'decisions of one outcome': {
    query: () => decisionsMatching(networkId, { outcome: 'adopted' }, null, 25),
    most: 60,
    shape: ['decisions_decision by decisions_decision_in_time', 'decisions_decision by decisions_decision_that_change'],
  },
  'decisions of one body': {
    query: () => decisionsMatching(networkId, { body }, null, 25),
    most: 60,
    shape: ['decisions_decision by decisions_decision_in_time', 'decisions_decision by decisions_decision_that_change'],
  },
  'decisions that match words': {
    query: () => decisionsMatching(networkId, { q: 'skolen' }, null, 25),
    most: 120,
    shape: ['decisions_decision by decisions_decision_pkey', 'decisions_decision by decisions_decision_that_change'],
  },
  'decisions of one year, counted': {
    query: () => countOfDecisions(networkId, { year: new Date().getFullYear() }),
    most: 1_100,
    shape: ['decisions_decision by decisions_decision_in_time'],
  },
  'decisions with something owed': {
    query: () => decisionsMatching(networkId, { open: 'true' }, null, 25),
    most: 150,
    shape: [
      'decisions_decision by decisions_decision_pkey',
      'decisions_decision by decisions_decision_that_change',
      'decisions_follow_up by decisions_follow_up_open',
    ],
  },
  'decisions that still stand': {
    query: () => decisionsMatching(networkId, { superseded: 'no' }, null, 25),
    most: 60,
    shape: ['decisions_decision by decisions_decision_in_time', 'decisions_decision by decisions_decision_that_change'],
  },
  "decisions of the reader's bodies": {
    query: () => decisionsMatching(networkId, { mine: 'true' }, null, 25),
    most: 120,
    shape: [
      'decisions_decision by decisions_decision_in_time',
      'decisions_decision by decisions_decision_pkey',
      'decisions_decision by decisions_decision_that_change',
    ],
  },
  "decisions that bind the reader's organisations": {
    query: () => decisionsMatching(networkId, { ours: 'true' }, null, 25),
    most: 120,
    shape: [
      'decisions_bound by decisions_bound_in_time',
      'decisions_decision by decisions_decision_pkey',
      'decisions_decision by decisions_decision_that_change',
    ],
  },
  'decisions of which something happened': {
    query: () => decisionsMatching(networkId, { since: 15_900 }, null, 25),
    most: 120,
    shape: [
      'decisions_decision by decisions_decision_pkey',
      'decisions_decision by decisions_decision_that_change',
      'platform_event by platform_event_pkey',
    ],
  },
  'one decision': {
    query: () => decisionByNumber(networkId, one.number),
    most: 10,
    shape: [
      'decisions_bound by decisions_bound_pkey',
      'decisions_decision by decisions_decision_network_id_number_key',
      'decisions_decision by decisions_decision_pkey',
      'decisions_decision by decisions_decision_that_change',
      'decisions_follow_up by decisions_follow_up_of_decision',
      'log_leaf by log_leaf_of_subject',
      'meetings_meeting by meetings_meeting_pkey',
    ],
  },
  'home: what needs the reader': {
    query: () => needsOfActor(networkId),
    most: 120,
    shape: [
      'decisions_decision by decisions_decision_pkey',
      'decisions_decision by decisions_decision_to_review',
      'decisions_follow_up by decisions_follow_up_owed',
      'meetings_meeting by meetings_meeting_ahead',
      'proposals_proposal by proposals_proposal_unsettled',
    ],
  },
  'home: what happened': {
    query: () => happeningsSince(networkId, 15_000, 50),
    most: 120,
    shape: [
      'decisions_decision by decisions_decision_pkey',
      'platform_event by platform_event_pkey',
      'proposals_proposal by proposals_proposal_pkey',
    ],
  },
  'home: what was decided': {
    query: () => decisionsSince(networkId, 15_500),
    most: 400,
    shape: [
      'decisions_decision by decisions_decision_pkey',
      'decisions_decision by decisions_decision_that_change',
      'platform_event by platform_event_pkey',
    ],
  },
  'meetings called in a year': {
    query: () => meetingsCalled(networkId),
    // A year of them, and no more.
    most: 4_000,
    shape: ['meetings_meeting by meetings_meeting_of_body'],
  },
  'home: the next meeting': {
    query: () => nextMeeting(networkId),
    most: 20,
    shape: ['meetings_meeting by meetings_meeting_ahead'],
  },
  'a meeting': {
    query: () => meetingById(networkId, one.meeting_id),
    most: 60,
    shape: [
      'meetings_attendance by meetings_attendance_pkey',
      'meetings_item by meetings_item_of_meeting',
      'meetings_meeting by meetings_meeting_pkey',
    ],
  },
  'meetings that were': {
    query: () => meetingsOfNetwork(networkId, { when: 'past' }, null, 25),
    most: 300,
    shape: [
      'meetings_item by meetings_item_of_meeting',
      'meetings_meeting by meetings_meeting_in_time',
      'meetings_meeting by meetings_meeting_pkey',
    ],
  },
  'a proposal': {
    query: () => proposalById(networkId, one.proposal_id),
    most: 20,
    shape: [
      'meetings_meeting by meetings_meeting_pkey',
      'proposals_position by proposals_position_network_id_proposal_id_organisation_id_r_key',
      'proposals_proposal by proposals_proposal_pkey',
    ],
  },
  'the newest proposals': {
    query: () => proposalsOfNetwork(networkId, {}, null, 25),
    most: 120,
    shape: [
      'proposals_position by proposals_position_network_id_proposal_id_organisation_id_r_key',
      'proposals_proposal by proposals_proposal_in_time',
      'proposals_proposal by proposals_proposal_pkey',
    ],
  },
  'the proposal on an item': {
    query: () => proposalOnItem(networkId, one.item_id),
    most: 20,
    shape: ['proposals_proposal by proposals_proposal_unsettled'],
  },
};

describe.each(Object.entries(reads))('%s', (_, { query, most, shape }) => {
  it('go by these indexes', async () => {
    const nodes = grown(await planOf(query(), false));
    expect([...new Set(nodes.map(wayOf))].sort()).toEqual(shape);
  });

  it.each([false, true])('look at few rows, however many there are (generic plan: %s)', async (generic) => {
    const nodes = grown(await planOf(query(), generic));
    expect(nodes.filter((node) => node['Node Type'] === 'Seq Scan').map(wayOf)).toEqual([]);
    const rows = Object.fromEntries(nodes.map((node) => [`${node['Relation Name']} ${node.Alias}`, lookedAt(node)]));
    expect(Object.entries(rows).filter(([, many]) => many > most)).toEqual([]);
  });

  it('ask the grants once, in sub-plans that are hashed, and no function of ours a row', async () => {
    const nodes = await planOf(query(), false);
    const asked = nodes.filter((node) => node['Relation Name'] === 'platform_grant');
    expect(asked.length).toBeGreaterThan(0);
    // More than once where a list of words says what the reader may do: once a word.
    for (const node of asked) expect(node['Actual Loops']).toBeLessThanOrEqual(3);
    for (const { Filter: rule = '', Plans: plans = [] } of grown(nodes)) {
      for (const name of plans.filter((one) => asked.includes(one)).map((one) => one['Subplan Name']!))
        if (name.startsWith('SubPlan')) expect(rule).toContain(`hashed ${name})`);
      expect(rule).not.toMatch(/\b(platform|organisations|bodies|decisions|proposals|initiatives)_\w+\(/);
    }
  });
});
