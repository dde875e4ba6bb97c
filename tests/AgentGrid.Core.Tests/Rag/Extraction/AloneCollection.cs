namespace AgentGrid.Core.Tests.Rag.Extraction;

/// <summary>Tests that must not share the process while they run.</summary>
[CollectionDefinition(nameof(AloneCollection), DisableParallelization = true)]
public sealed class AloneCollection;
