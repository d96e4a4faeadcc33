import { inject, type Provider } from '@angular/core';
import { type Routes, Router } from '@angular/router';
import { MANDATE_ADOPTION, MEETINGS_AHEAD } from './bodies/body-companions';
import { ITEM_FOOT, SUBJECT_VIEWS } from './meetings/item-subjects';
import { SEATS_OF_ORGANISATION, WHAT_FALLS_VACANT } from './organisations/organisation-companions';
import { requireSignIn } from './platform/require-sign-in';
import { roomWords } from './platform/i18n/words';
import { Session } from './platform/session';
import { DRAFT_PURPOSES } from './proposals/draft-purposes';
import { PROPOSAL_COMPANION } from './proposals/proposal-companions';
import { GOAL_COMPANION, SERVING_GOALS } from './strategies/goal-companions';
import { developmentRoutes } from './shell/development.routes';
import { openNetwork } from './shell/open-network';

/** Where rooms meet on screen: what an upper room shows in a lower one, fetched when it is first shown. */
const meetingPlaces: Provider[] = [
  {
    provide: SUBJECT_VIEWS,
    useValue: {
      proposal: async () => (await import('./proposals/proposal-on-agenda')).ProposalOnAgenda,
      decision: async () => (await import('./decisions/decision-on-agenda')).DecisionOnAgenda,
    },
  },
  { provide: ITEM_FOOT, useValue: async () => (await import('./decisions/decision-of-item')).DecisionOfItem },
  {
    provide: DRAFT_PURPOSES,
    useValue: { initiative: async () => (await import('./initiatives/draft-for-initiative')).draftForInitiative },
  },
  {
    provide: PROPOSAL_COMPANION,
    useValue: [
      async () => (await import('./decisions/decisions-of-proposal')).DecisionsOfProposal,
      async () => (await import('./initiatives/initiative-of-proposal')).InitiativeOfProposal,
    ],
  },
  {
    provide: SEATS_OF_ORGANISATION,
    useValue: async () => (await import('./overview/seats-of-organisation')).SeatsOfOrganisation,
  },
  {
    provide: WHAT_FALLS_VACANT,
    useValue: async () => (await import('./overview/what-falls-vacant')).WhatFallsVacant,
  },
  {
    provide: MANDATE_ADOPTION,
    useValue: async () => (await import('./decisions/decision-of-mandate')).DecisionOfMandate,
  },
  { provide: MEETINGS_AHEAD, useValue: async () => (await import('./meetings/meetings-ahead')).meetingsAhead },
  {
    provide: GOAL_COMPANION,
    useValue: async () => (await import('./initiatives/initiatives-of-goal')).InitiativesOfGoal,
  },
  {
    provide: SERVING_GOALS,
    useValue: async () => (await import('./initiatives/initiatives-serving-goals')).initiativesServingGoals,
  },
];

/** The rooms' addresses. Each room is a chunk of its own, fetched when it is first opened. */
export const routes: Routes = [
  {
    path: '',
    pathMatch: 'full',
    canActivate: [
      requireSignIn,
      () => {
        const first = inject(Session).networks()[0];
        return inject(Router).createUrlTree(first ? ['/n', first.key] : ['/no-network']);
      },
    ],
    children: [],
  },
  {
    path: 'sign-in',
    resolve: { words: roomWords('identity') },
    loadComponent: async () => (await import('./identity/sign-in-page')).SignInPage,
  },
  {
    path: 'me',
    canActivate: [requireSignIn],
    resolve: { words: roomWords('identity'), privacy: roomWords('privacy') },
    loadComponent: async () => (await import('./identity/me-page')).MePage,
  },
  {
    path: 'sign-in/link',
    resolve: { words: roomWords('identity') },
    loadComponent: async () => (await import('./identity/sign-in-link-page')).SignInLinkPage,
  },
  {
    path: 'sign-in/password',
    resolve: { words: roomWords('identity') },
    loadComponent: async () => (await import('./identity/choose-password-page')).ChoosePasswordPage,
  },
  {
    path: 'join/:secret',
    resolve: { words: roomWords('organisations') },
    loadComponent: async () => (await import('./organisations/join-page')).JoinPage,
  },
  {
    path: 'set-up',
    resolve: { words: roomWords('organisations') },
    loadComponent: async () => (await import('./organisations/set-up-page')).SetUpPage,
  },
  {
    path: 'privacy',
    resolve: { words: roomWords('privacy') },
    loadComponent: async () => (await import('./identity/privacy-page')).PrivacyPage,
  },
  {
    path: 'no-network',
    data: { message: 'noNetwork' },
    loadComponent: async () => (await import('./shell/message-page')).MessagePage,
  },
  ...developmentRoutes,
  {
    path: 'n/:network',
    canActivate: [requireSignIn, openNetwork],
    providers: meetingPlaces,
    loadComponent: async () => (await import('./shell/frame')).Frame,
    children: [
      { path: '', pathMatch: 'full', loadChildren: async () => (await import('./overview/overview.routes')).routes },
      { path: 'decisions', loadChildren: async () => (await import('./decisions/decisions.routes')).routes },
      {
        path: 'meetings',
        // Its agenda shows what stands on it and what was decided.
        resolve: { decisions: roomWords('decisions'), proposals: roomWords('proposals') },
        loadChildren: async () => (await import('./meetings/meetings.routes')).routes,
      },
      { path: 'proposals', loadChildren: async () => (await import('./proposals/proposals.routes')).routes },
      { path: 'goals', loadChildren: async () => (await import('./strategies/strategies.routes')).routes },
      { path: 'initiatives', loadChildren: async () => (await import('./initiatives/initiatives.routes')).routes },
      {
        path: 'people',
        children: [
          { path: '', pathMatch: 'full', loadChildren: async () => (await import('./bodies/bodies.routes')).list },
          { path: 'network', loadChildren: async () => (await import('./overview/network.routes')).routes },
          {
            path: 'invite',
            resolve: { words: roomWords('organisations') },
            loadComponent: async () => (await import('./organisations/invitations-page')).InvitationsPage,
          },
          {
            path: 'witnesses',
            resolve: { words: roomWords('log'), organisations: roomWords('organisations') },
            loadComponent: async () => (await import('./organisations/witnesses-page')).WitnessesPage,
          },
          {
            path: 'parties',
            // Its pages show where a party sits and what falls vacant.
            resolve: { overview: roomWords('overview') },
            loadChildren: async () => (await import('./organisations/organisations.routes')).routes,
          },
        ],
      },
      { path: 'bodies', pathMatch: 'full', redirectTo: 'people' },
      { path: 'bodies', loadChildren: async () => (await import('./bodies/bodies.routes')).routes },
      {
        path: '**',
        data: { framed: true },
        loadComponent: async () => (await import('./shell/message-page')).MessagePage,
      },
    ],
  },
  { path: '**', loadComponent: async () => (await import('./shell/message-page')).MessagePage },
];
