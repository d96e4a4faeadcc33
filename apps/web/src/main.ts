import { bootstrapApplication } from '@angular/platform-browser';
import { application } from './app/application';
import { Root } from './app/shell/root';

void bootstrapApplication(Root, application);
