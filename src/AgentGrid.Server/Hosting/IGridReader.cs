using AgentGrid.Server.Contracts.Admin;

namespace AgentGrid.Server.Hosting;

/// <summary>What the grain engine has to tell about itself. Each engine brings its own.</summary>
internal interface IGridReader
{
    Task<GridView> ReadAsync(CancellationToken cancellationToken);
}
