using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using AgentGrid.Core.Llm.Metering;
using AgentGrid.Testing.Llm;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Tests.Llm.Metering;

public sealed class LlmTelemetryTests
{
    [Fact]
    public async Task Call_IsMeasuredByProviderAndModelWithoutContent()
    {
        var seen = new ConcurrentBag<(string Name, double Value, Dictionary<string, object?> Tags)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, it) =>
            {
                if (instrument.Meter.Name == LlmTelemetry.MeterName)
                {
                    it.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument.Name, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument.Name, value, tags));
        listener.Start();

        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Stream(new OpenAiWire().Text("secret answer")));
        await using var host = new LlmHost(new Dictionary<string, string>
        {
            ["Providers:telemetry:Type"] = "openai-compatible",
            ["Providers:telemetry:BaseUrl"] = server.Address + "/v1",
        });
        await host.Chat.GetResponseAsync([new ChatMessage(ChatRole.User, "secret question")], host.Options("telemetry/m"));

        // Other tests measure at the same time: only this provider's count.
        var mine = seen.Where(measurement => Equals(measurement.Tags[LlmTelemetry.ProviderTag], "telemetry")).ToList();
        mine.Single(m => m.Name == LlmTelemetry.TokenUsage && Equals(m.Tags[LlmTelemetry.TokenTypeTag], "input")).Value.ShouldBe(100);
        mine.Single(m => m.Name == LlmTelemetry.TokenUsage && Equals(m.Tags[LlmTelemetry.TokenTypeTag], "output")).Value.ShouldBe(20);
        mine.Single(m => m.Name == LlmTelemetry.OperationDuration).Value.ShouldBeGreaterThan(0);
        mine.SelectMany(m => m.Tags.Values).ShouldAllBe(value => !value!.ToString()!.Contains("secret", StringComparison.Ordinal));

        void Keep(string name, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
            seen.Add((name, value, tags.ToArray().ToDictionary(tag => tag.Key, tag => tag.Value)));
    }
}
