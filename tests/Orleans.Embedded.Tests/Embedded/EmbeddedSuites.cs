using Orleans.Embedded.Tests.Conformance;

namespace Orleans.Embedded.Tests.Embedded;

public sealed class EmbeddedGrainSemanticsCalls() : GrainSemanticsCalls(new EmbeddedFixture());
