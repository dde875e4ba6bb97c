namespace Orleans.Embedded.Tests.Conformance.Grains;

internal sealed class StateGrain(
    [PersistentState("main")] IPersistentState<StateGrain.Content> main,
    [PersistentState("main")] IPersistentState<StateGrain.Content> copy,
    [PersistentState("other", "other")] IPersistentState<StateGrain.Content> other) : Grain, IStateGrain
{
    private readonly Guid _activation = Guid.NewGuid();

    public Task<StateView> GetAsync() => Task.FromResult(View());

    public async Task<StateView> WriteAsync(string text)
    {
        main.State.Text = text;
        await main.WriteStateAsync();
        return View();
    }

    public async Task<StateView> ClearAsync()
    {
        await main.ClearStateAsync();
        return View();
    }

    public Task<string?> GetOtherAsync() => Task.FromResult(other.RecordExists ? other.State.Text : null);

    public async Task SetOtherAsync(string text)
    {
        other.State = new Content { Text = text };
        await other.WriteStateAsync(CancellationToken.None);
    }

    public async Task WriteBehindOwnBackAsync(string text)
    {
        await copy.ReadStateAsync();
        copy.State.Text = text;
        await copy.WriteStateAsync();
    }

    public Task<Guid> GetActivationAsync() => Task.FromResult(_activation);

    public Task DeactivateAsync()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    private StateView View() => new(main.State.Text, main.Etag, main.RecordExists);

    [GenerateSerializer, Alias("conformance-content")]
    internal sealed class Content
    {
        [Id(0)]
        public string Text { get; set; } = "";
    }
}
