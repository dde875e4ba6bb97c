namespace Orleans.Embedded.Tests.Conformance.Grains;

public interface ILifecycleGrain : IGrainWithStringKey
{
    Task<Guid> GetActivationAsync();

    Task DeactivateAsync();

    Task<bool> DelayAsync(TimeSpan delay);

    Task SleepAsync(TimeSpan time);
}
