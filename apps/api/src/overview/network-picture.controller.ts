import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type CompositionFacts,
  compositionGapsOf,
  CompositionView,
  type EndedSeat,
  NetworkPicture,
  overlapsOf,
  OverlapsView,
  type Standing,
} from '@torv/shared/overview';
import { Database, type Reader } from '../platform/database/database';
import type { Found } from '../platform/database/send-together';
import { Answers } from '../platform/http/answers';
import { Reading } from '../platform/http/who-asks';
import {
  compositionFacts,
  endedSeats,
  meetingsCalled,
  networkPicture,
  standingsOfNetwork,
} from './network-picture.sql';

const pictureOf = (found: Found | undefined): NetworkPicture => found!.rows[0]!['json'] as NetworkPicture;
const listOf = <T>(found: Found | undefined): T[] => (found?.rows ?? []).map((row) => row['json'] as T);

/** Who sits where for whom, and what follows from it. What the reader may not see is not in it, nor counted. */
@ApiTags('overview')
@Controller('api/v1/networks/:networkKey/overview')
export class NetworkPictureController {
  constructor(private readonly database: Database) {}

  @Get('network')
  @Answers(200, NetworkPicture)
  async network(@Reading() reader: Reader): Promise<NetworkPicture> {
    const [picture] = await this.database.readInNetwork(reader, networkPicture(reader.networkId));
    return pictureOf(picture);
  }

  @Get('overlaps')
  @Answers(200, OverlapsView)
  async overlaps(@Reading() reader: Reader): Promise<OverlapsView> {
    const { networkId } = reader;
    const [picture, standings, meetings] = await this.database.readInNetwork(
      reader,
      networkPicture(networkId),
      standingsOfNetwork(networkId),
      meetingsCalled(networkId),
    );
    const called = Object.fromEntries(
      (meetings!.rows as { body_id: string; meetings: number }[]).map((row) => [row.body_id, row.meetings]),
    );
    return overlapsOf(pictureOf(picture), listOf<Standing>(standings), called);
  }

  @Get('composition')
  @Answers(200, CompositionView)
  async composition(@Reading() reader: Reader): Promise<CompositionView> {
    const { networkId } = reader;
    const [found, ended, facts] = await this.database.readInNetwork(
      reader,
      networkPicture(networkId),
      endedSeats(networkId),
      compositionFacts(networkId),
    );
    const picture = pictureOf(found);
    const known = listOf<Omit<CompositionFacts, 'ended'>>(facts)[0]!;
    const gaps = compositionGapsOf(picture, { ...known, ended: listOf<EndedSeat>(ended) });
    return { today: picture.today, gaps };
  }
}
