using Orleans.Embedded.Tests.Conformance;

namespace Orleans.Embedded.Tests.Embedded;

public sealed class EmbeddedGrainSemanticsCalls() : GrainSemanticsCalls(new EmbeddedFixture());

public sealed class EmbeddedGrainSemanticsInterleaving() : GrainSemanticsInterleaving(new EmbeddedFixture());

public sealed class EmbeddedGrainSemanticsLifecycle() : GrainSemanticsLifecycle(new EmbeddedFixture());

public sealed class EmbeddedGrainSemanticsCollection() : GrainSemanticsCollection(new EmbeddedFixture());

public sealed class EmbeddedGrainSemanticsTimeouts() : GrainSemanticsTimeouts(new EmbeddedFixture());

public sealed class EmbeddedGrainSemanticsEnumeration() : GrainSemanticsEnumeration(new EmbeddedFixture());

public sealed class EmbeddedGrainSemanticsFilters() : GrainSemanticsFilters(new EmbeddedFixture());

public sealed class EmbeddedGrainSemanticsRequestContext() : GrainSemanticsRequestContext(new EmbeddedFixture());

public sealed class EmbeddedGrainSemanticsWorkers() : GrainSemanticsWorkers(new EmbeddedFixture());

public sealed class EmbeddedGrainSemanticsStreams() : GrainSemanticsStreams(new EmbeddedFixture());

public sealed class EmbeddedGrainSemanticsTimers() : GrainSemanticsTimers(new EmbeddedFixture());

public sealed class EmbeddedGrainSemanticsState() : GrainSemanticsState(new EmbeddedFixture());

public sealed class EmbeddedGrainSemanticsReminders() : GrainSemanticsReminders(new EmbeddedFixture());

public sealed class SqliteGrainSemanticsState() : GrainSemanticsState(new EmbeddedFixture(TemporaryFile.NewPath()));

public sealed class SqliteGrainSemanticsReminders() : GrainSemanticsReminders(new EmbeddedFixture(TemporaryFile.NewPath()));
