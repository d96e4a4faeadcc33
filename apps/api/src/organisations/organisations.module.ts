import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module';
import { LogModule } from '../log/log.module';
import { Authorities } from './give-authority';
import { InvitationsController } from './invitations.controller';
import { InvitePeople } from './invite-people';
import { JoinController } from './join.controller';
import { OrganisationPeopleController } from './organisation-people.controller';
import { Organisations } from './organisations';
import { OrganisationsController } from './organisations.controller';
import { PeopleOfOrganisation } from './people-of-organisation';
import { SetUpController } from './set-up.controller';
import { Witnesses } from './witnesses';
import { WitnessesController } from './witnesses.controller';

@Module({
  imports: [IdentityModule, LogModule],
  controllers: [
    OrganisationsController,
    OrganisationPeopleController,
    InvitationsController,
    JoinController,
    SetUpController,
    WitnessesController,
  ],
  providers: [Organisations, PeopleOfOrganisation, Authorities, InvitePeople, Witnesses],
})
export class OrganisationsModule {}
