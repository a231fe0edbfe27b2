select {{ lib.inner(lib.inner(2)) }}
