import { Module } from '@nestjs/common';
import { Authorities } from './give-authority';
import { OrganisationPeopleController } from './organisation-people.controller';
import { Organisations } from './organisations';
import { OrganisationsController } from './organisations.controller';
import { PeopleOfOrganisation } from './people-of-organisation';

@Module({
  controllers: [OrganisationsController, OrganisationPeopleController],
  providers: [Organisations, PeopleOfOrganisation, Authorities],
})
export class OrganisationsModule {}
