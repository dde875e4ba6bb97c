using System.Net;
using System.Net.Sockets;

namespace AgentGrid.Server.Hosting;

/// <summary>Finds a port of this machine that nothing listens on.</summary>
internal static class OrleansPorts
{
    public static int FindFree()
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        probe.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)probe.LocalEndPoint!).Port;
    }
}
