using System.Net;

namespace CallSummary.Gateway.Trunks;

/// <summary>Reads a peer's address: one IP address or a CIDR range.</summary>
internal static class PeerRange
{
    public static IPNetwork Parse(string text) =>
        TryParse(text, out var range) ? range : throw new FormatException($"\"{text}\" is neither an IP address nor a CIDR range.");

    public static bool TryParse(string text, out IPNetwork range)
    {
        if (IPNetwork.TryParse(text, out range))
        {
            return true;
        }

        if (!IPAddress.TryParse(text, out var address))
        {
            return false;
        }

        range = new IPNetwork(address, address.GetAddressBytes().Length * 8);
        return true;
    }
}
