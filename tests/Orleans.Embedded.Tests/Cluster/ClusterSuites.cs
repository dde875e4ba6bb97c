using Orleans.Embedded.Tests.Conformance;

namespace Orleans.Embedded.Tests.Cluster;

public sealed class ClusterGrainSemanticsCalls() : GrainSemanticsCalls(new ClusterFixture());

public sealed class ClusterGrainSemanticsInterleaving() : GrainSemanticsInterleaving(new ClusterFixture());

public sealed class ClusterGrainSemanticsLifecycle() : GrainSemanticsLifecycle(new ClusterFixture());

public sealed class ClusterGrainSemanticsCollection() : GrainSemanticsCollection(new ClusterFixture());

public sealed class ClusterGrainSemanticsTimeouts() : GrainSemanticsTimeouts(new ClusterFixture());

public sealed class ClusterGrainSemanticsEnumeration() : GrainSemanticsEnumeration(new ClusterFixture());

public sealed class ClusterGrainSemanticsFilters() : GrainSemanticsFilters(new ClusterFixture());

public sealed class ClusterGrainSemanticsRequestContext() : GrainSemanticsRequestContext(new ClusterFixture());

public sealed class ClusterGrainSemanticsWorkers() : GrainSemanticsWorkers(new ClusterFixture());

public sealed class ClusterGrainSemanticsStreams() : GrainSemanticsStreams(new ClusterFixture());

public sealed class ClusterGrainSemanticsTimers() : GrainSemanticsTimers(new ClusterFixture());

public sealed class ClusterGrainSemanticsState() : GrainSemanticsState(new ClusterFixture());

public sealed class ClusterGrainSemanticsReminders() : GrainSemanticsReminders(new ClusterFixture());
