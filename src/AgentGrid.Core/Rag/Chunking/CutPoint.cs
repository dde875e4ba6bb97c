namespace AgentGrid.Core.Rag.Chunking;

/// <summary>A place between two characters where the text may be cut.</summary>
internal readonly record struct CutPoint(int Offset, BreakStrength Strength);
