import { Component } from '@angular/core';

export const answer: number = 42;
