package com.google.android.gms.tasks;

/** Signatures of Google Play services that are used here, to compile where there is no SDK. */
public abstract class Task<T> {}
