import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module';
import { Authorities } from './give-authority';
import { InvitationsController } from './invitations.controller';
import { InvitePeople } from './invite-people';
import { JoinController } from './join.controller';
import { OrganisationPeopleController } from './organisation-people.controller';
import { Organisations } from './organisations';
import { OrganisationsController } from './organisations.controller';
import { PeopleOfOrganisation } from './people-of-organisation';
import { SetUpController } from './set-up.controller';

@Module({
  imports: [IdentityModule],
  controllers: [
    OrganisationsController,
    OrganisationPeopleController,
    InvitationsController,
    JoinController,
    SetUpController,
  ],
  providers: [Organisations, PeopleOfOrganisation, Authorities, InvitePeople],
})
export class OrganisationsModule {}
