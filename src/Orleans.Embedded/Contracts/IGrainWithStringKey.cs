namespace Orleans;

/// <summary>A grain interface whose identity is a string.</summary>
public interface IGrainWithStringKey : IGrain;
