namespace Orleans.Embedded.Tests.Conformance.Grains;

public interface IReminderGrain : IGrainWithStringKey
{
    Task RegisterAsync(string name, TimeSpan dueTime, TimeSpan period);

    Task<bool> UnregisterAsync(string name);

    Task<int> CountTicksAsync(string name);

    Task<List<string>> ListAsync();

    Task DeactivateAsync();
}
