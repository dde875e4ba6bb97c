using AgentGrid.Agents;

namespace AgentGrid.Grains.Agents;

/// <summary>The few versions, other than the active one, that running sessions are pinned to. Versions never change.</summary>
internal sealed class VersionCache
{
    private const int Capacity = 8;
    private readonly Dictionary<int, AgentVersion> _versions = [];

    public AgentVersion? Find(int version) => _versions.GetValueOrDefault(version);

    public AgentVersion? Keep(AgentVersion? version)
    {
        if (version is not null)
        {
            if (_versions.Count >= Capacity)
            {
                _versions.Clear();
            }

            _versions[version.Number] = version;
        }

        return version;
    }
}
