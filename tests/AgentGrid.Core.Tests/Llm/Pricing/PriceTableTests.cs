using AgentGrid.Core.Llm;
using AgentGrid.Core.Llm.Pricing;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Tests.Llm.Pricing;

public sealed class PriceTableTests
{
    private static readonly PriceTable BuiltIn = new([]);

    [Theory]
    [InlineData("openai", "gpt-4o", 2.50)]
    [InlineData("openai", "gpt-4o-2024-08-06", 2.50)]
    [InlineData("openai", "gpt-4o-2024-05-13", 5.00)]
    [InlineData("anthropic", "claude-sonnet-4-5-20250929", 3.00)]
    [InlineData("gemini", "gemini-2.5-flash", 0.30)]
    [InlineData("openai", "gpt-6.1-terra", 1.00)]
    [InlineData("anthropic", "claude-opus-5-5", 4.00)]
    public void Find_KnownModelOrItsSnapshot_HasAPrice(string type, string model, double input) =>
        BuiltIn.Find("any", type, model).ShouldNotBeNull().Input.ShouldBe((decimal)input);

    [Theory]
    [InlineData("openai", "gpt-99")]
    [InlineData("openai-compatible", "gpt-4o")]
    [InlineData("anthropic", "gpt-4o")]
    public void Find_UnknownModel_IsUnpriced(string type, string model) => BuiltIn.Find("any", type, model).ShouldBeNull();

    [Theory]
    [InlineData("openai")]
    [InlineData("anthropic")]
    [InlineData("gemini")]
    public async Task Find_ModelsBehindTheAliases_HaveAPrice(string type)
    {
        await using var host = new LlmHost([KeyValuePair.Create($"Providers:{type}:ApiKey", "k")]);
        foreach (var alias in new[] { "default", "fast", "smart" })
        {
            var name = host.Registry.Current.Resolve(alias).Value.ShouldNotBeNull().Name;
            name.Provider.ShouldBe(type);
            BuiltIn.Find(name.Provider, type, name.Model).ShouldNotBeNull(name.ToString());
        }
    }

    [Fact]
    public void On_AnnouncedChange_CountsFromItsDay()
    {
        var price = BuiltIn.Find("g", "gemini", "gemini-3.8-flash").ShouldNotBeNull();
        price.On(new DateOnly(2026, 12, 31)).Input.ShouldBe(0.75m);
        price.On(new DateOnly(2027, 1, 1)).Output.ShouldBe(7.50m);
    }

    [Fact]
    public void CostOf_PromptBeyondTheShortOnes_IsChargedAsALongOne()
    {
        var price = BuiltIn.Find("o", "openai", "gpt-6-sol").ShouldNotBeNull();
        price.CostOf(new TokenUsage(300_000, 100_000, 0, 10, 0)).ShouldBe(((200_000 * 4m) + (100_000 * 0.4m) + (10 * 15m)) / 1_000_000m);
    }

    [Fact]
    public void Find_Offline_IsFree() =>
        BuiltIn.Find("offline", ProviderTypes.Offline, "extractive").ShouldNotBeNull().CostOf(new TokenUsage(1000, 0, 0, 1000, 0)).ShouldBe(0m);

    [Fact]
    public async Task Configured_ModelNamesWithColonsAndWildcards_OverrideTheTable()
    {
        await using var host = new LlmHost(
        [
            KeyValuePair.Create("Prices:ollama/qwen3:8b:input", "0.1"),
            KeyValuePair.Create("Prices:ollama/qwen3:8b:output", "0.2"),
            KeyValuePair.Create("Prices:lan/*:input", "0"),
            KeyValuePair.Create("Prices:lan/*:output", "0"),
        ]);
        var table = host.Get<PriceTable>();

        table.Find("ollama", ProviderTypes.OpenAiCompatible, "qwen3:8b").ShouldNotBeNull().Output.ShouldBe(0.2m);
        table.Find("lan", ProviderTypes.OpenAiCompatible, "anything").ShouldNotBeNull().Input.ShouldBe(0m);
        table.Find("ollama", ProviderTypes.OpenAiCompatible, "other").ShouldBeNull();
    }

    [Theory]
    [InlineData("openai", 100, 40, 0, 100)]
    [InlineData("gemini", 100, 40, 0, 100)]
    [InlineData("anthropic", 50, 40, 10, 100)]
    public void Normalise_KnowsWhetherCachedTokensAreInside(string type, long input, long cached, long written, long expected)
    {
        var usage = PriceTable.Normalise(type, new UsageDetails
        {
            InputTokenCount = input,
            CachedInputTokenCount = cached,
            AdditionalCounts = new AdditionalPropertiesDictionary<long> { [PriceTable.CacheWriteCount] = written },
        });

        usage.ShouldBe(new TokenUsage(expected, cached, written, 0, 0));
    }

    [Fact]
    public void Normalise_NonsenseCounts_AreNeverNegativeNorLargerThanTheWhole()
    {
        var usage = PriceTable.Normalise("openai", new UsageDetails
        {
            InputTokenCount = 10,
            CachedInputTokenCount = 50,
            OutputTokenCount = -5,
            ReasoningTokenCount = 9,
        });

        usage.ShouldBe(new TokenUsage(10, 10, 0, 0, 0));
        BuiltIn.Find("o", "openai", "gpt-4o").ShouldNotBeNull().CostOf(usage).ShouldBeGreaterThanOrEqualTo(0m);
    }

    [Fact]
    public void Cost_CacheReadsAndWrites_HaveTheirOwnPrices()
    {
        // 1,000 plain at 3.00, 2,000 read at 0.30, 4,000 written at 3.75, 500 out at 15.00, per million.
        var price = BuiltIn.Find("a", "anthropic", "claude-sonnet-4-5").ShouldNotBeNull();

        price.CostOf(new TokenUsage(7_000, 2_000, 4_000, 500, 0)).ShouldBe(0.003m + 0.0006m + 0.015m + 0.0075m);
    }

    [Theory]
    [InlineData("anthropic", "claude-sonnet-4-6", 3.75)]
    [InlineData("anthropic", "claude-of-tomorrow", 3.75)]
    [InlineData("openai", "gpt-6-sol", 3.75)]
    [InlineData("openai", "gpt-4o", 3)]
    [InlineData("openai-compatible", "anything", 3)]
    public void Cost_CacheWritesWithoutAPrice_HaveTheVendorsProportion(string type, string model, double perMillion)
    {
        var table = new PriceTable([KeyValuePair.Create($"a/{model}", new PriceOptions { Input = 3, CachedInput = 0.3m, Output = 15 })]);

        table.Find("a", type, model).ShouldNotBeNull().CostOf(new TokenUsage(1_000_000, 0, 1_000_000, 0, 0)).ShouldBe((decimal)perMillion);
    }

    [Fact]
    public void Cost_LongPrompt_IsChargedAtItsOwnPrice()
    {
        var price = BuiltIn.Find("g", "gemini", "gemini-2.5-pro").ShouldNotBeNull();

        price.CostOf(new TokenUsage(200_000, 0, 0, 0, 0)).ShouldBe(0.25m);
        price.CostOf(new TokenUsage(300_000, 0, 0, 0, 0)).ShouldBe(0.75m);
    }

    [Fact]
    public void Table_HasADate()
    {
        BuiltIn.AsOf.Year.ShouldBeGreaterThanOrEqualTo(2025);
    }
}
