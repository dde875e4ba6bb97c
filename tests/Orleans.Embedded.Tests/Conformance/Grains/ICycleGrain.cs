namespace Orleans.Embedded.Tests.Conformance.Grains;

public interface ICycleGrain : IGrainWithStringKey
{
    /// <summary>Calls another grain that calls this one back before it answers.</summary>
    Task CallAroundAsync(string otherKey);

    Task CallBackAsync(string key);

    Task AnswerAsync();
}
