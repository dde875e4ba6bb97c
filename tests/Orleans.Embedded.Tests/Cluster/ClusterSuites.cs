using Orleans.Embedded.Tests.Conformance;

namespace Orleans.Embedded.Tests.Cluster;

public sealed class ClusterGrainSemanticsCalls() : GrainSemanticsCalls(new ClusterFixture());
