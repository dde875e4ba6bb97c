using Orleans.Runtime;

namespace Orleans;

/// <summary>Base of observer interfaces.</summary>
public interface IGrainObserver : IAddressable;
