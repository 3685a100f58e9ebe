using System.Globalization;
using System.Net;

namespace CallSummary.AcceptanceTests.Deployments;

/// <summary>What an operator would configure: one tenant, one trunk on this machine, memos to 1000, the rest bridged to a telephone.</summary>
internal static class DeploymentSettings
{
    public const string Tenant = "acme";

    public const string MemoNumber = "1000";

    /// <summary>Numbers that are bridged to the callee's telephone start so; they belong to no subscriber.</summary>
    public const string BridgedPrefix = "+8225550";

    public static Dictionary<string, string?> Create(string dataDirectory, IPEndPoint sip, int calleePort)
    {
        var settings = new Dictionary<string, string?>
        {
            ["CallSummary:Storage:DataDirectory"] = dataDirectory,

            // The subscribers' servers are on this machine, and the tests do not wait as long as people would.
            ["CallSummary:Portal:Webhooks:AllowHttp"] = "true",
            ["CallSummary:Portal:Webhooks:AllowPrivateAddresses"] = "true",
            ["CallSummary:Portal:Webhooks:FirstRetry"] = "00:00:00.500",
            ["CallSummary:Portal:Webhooks:PollInterval"] = "00:00:00.500",
            ["CallSummary:Portal:Webhooks:SweepInterval"] = "00:00:02",
            ["CallSummary:Portal:RequestBurst"] = "5000",
            ["CallSummary:Summarization:SweepInterval"] = "00:00:02",
        };
        Gateway("SipUdp", sip.ToString());
        Gateway("SipTcp", "");
        Gateway("Media:Address", IPAddress.Loopback.ToString());
        Gateway("Notice:Timeout", "00:01:00");
        Gateway("Recovery:SweepInterval", "00:00:02");
        Gateway("Recovery:RepublishAfter", "00:00:05");
        Gateway("Tenants:0:Id", Tenant);
        Gateway("Tenants:0:Subscribers:0", "+8210*");
        Gateway("Tenants:0:NoticeLanguage", "en");
        Gateway("Trunks:0:Name", "loopback");
        Gateway("Trunks:0:Tenant", Tenant);
        Gateway("Trunks:0:Peers:0", IPAddress.Loopback.ToString());
        Gateway("Routes:0:Number", MemoNumber);
        Gateway("Routes:0:Action", "Answer");
        Gateway("Routes:0:Subscribers:0", "Caller");
        Gateway("Routes:1:Number", BridgedPrefix + "*");
        Gateway("Routes:1:Action", "Bridge");
        Gateway("Routes:1:NextHop", string.Create(CultureInfo.InvariantCulture, $"sip:{{number}}@127.0.0.1:{calleePort}"));
        return settings;

        void Gateway(string key, string value) => settings[$"CallSummary:Gateway:{key}"] = value;
    }
}
