using CallSummary.Gateway;
using Microsoft.Extensions.Configuration;

namespace CallSummary.UnitTests.Gateway;

public sealed class GatewayOptionsValidatorTests
{
    [Fact]
    public void Validate_FreshInstallation_IsValid()
    {
        var options = new GatewayOptions();
        new GatewayDefaults().PostConfigure(null, options);

        Assert.Null(new GatewayOptionsValidator().Validate(null, options).Failures);
        Assert.Equal("1000", options.Routes[0].Number);
        Assert.EndsWith(":5060", options.Instance, StringComparison.Ordinal);
    }

    public static TheoryData<string, string, string> BadSettings => new()
    {
        { "SipUdp", "here", "CallSummary:Gateway:SipUdp \"here\" is not address:port" },
        { "AdvertisedAddress", "0.0.0.0", "CallSummary:Gateway:AdvertisedAddress" },
        { "Media:Address", "x", "CallSummary:Gateway:Media:Address \"x\" is not an IP address" },
        { "Media:PortMax", "20002", "CallSummary:Gateway:Media:PortMax" },
        { "Limits:MaxCalls", "0", "CallSummary:Gateway:Limits:MaxCalls" },
        { "Recording:MaxUtterance", "00:01:00", "CallSummary:Gateway:Recording:MaxUtterance" },
        { "Tenants:0:Id", "", "CallSummary:Gateway:Tenants:0:Id" },
        { "Tenants:0:Subscribers:0", "+82*1", "CallSummary:Gateway:Tenants:0:Subscribers:0 \"+82*1\"" },
        { "Tenants:0:TimeZone", "Moon/Base", "CallSummary:Gateway:Tenants:0:TimeZone \"Moon/Base\"" },
        { "Tenants:0:NoticeLanguage", "xx", "CallSummary:Gateway:Tenants:0:NoticeLanguage \"xx\" has no notice" },
        { "Trunks:0:Peers:1", "10.0.0.0/99", "CallSummary:Gateway:Trunks:0:Peers:1 \"10.0.0.0/99\"" },
        { "Trunks:0:Tenant", "nobody", "CallSummary:Gateway:Trunks:0:Tenant \"nobody\" is no tenant. Known: t" },
        { "Trunks:0:Username", "u", "CallSummary:Gateway:Trunks:0:Password and Username go together" },
        { "Trunks:0:CountryCode", "+82", "CallSummary:Gateway:Trunks:0:CountryCode" },
        { "Trunks:0:Codecs:0", "EVS", "CallSummary:Gateway:Trunks:0:Codecs:0 \"EVS\" is no codec of this gateway. Known: PCMU" },
        { "Trunks:0:Hops:0", "10.0.0.1", "CallSummary:Gateway:Trunks:0:Hops:0 \"10.0.0.1\" is no SIP URI without user" },
        { "Trunks:0:Hops:0", "sip:a@10.0.0.1", "CallSummary:Gateway:Trunks:0:Hops:0" },
        { "Trunks:0:HopTimeout", "00:01:00", "CallSummary:Gateway:Trunks:0:HopTimeout" },
        { "Trunks:0:PingInterval", "00:00:00.1", "CallSummary:Gateway:Trunks:0:PingInterval" },
        { "Trunks:0:MaxCallsPerSecond", "-1", "CallSummary:Gateway:Trunks:0:MaxCallsPerSecond is -1" },
        { "Trunks:0:Destinations:0", "+82*1", "CallSummary:Gateway:Trunks:0:Destinations:0 \"+82*1\"" },
        { "Trunks:0:TransferWait", "00:01:00", "CallSummary:Gateway:Trunks:0:TransferWait" },
        { "Trunks:0:CertificateNames:0", "sbc.example", "CallSummary:Gateway:Trunks:0:CertificateNames asks for a certificate, but SipTls is empty" },
        { "SipTls", "0.0.0.0:5061", "CallSummary:Gateway:Tls:Certificate is empty, but SipTls listens" },
        { "Tls:Certificate", "/nowhere/cert.pem", "CallSummary:Gateway:Tls (Certificate \"/nowhere/cert.pem\"" },
        { "Routes:0:ToTrunk", "other", "CallSummary:Gateway:Routes:0:ToTrunk \"other\" is no trunk. Known: trunk" },
        { "Routes:0:ToTrunk", "trunk", "CallSummary:Gateway:Routes:0:ToTrunk trunk \"trunk\" has no Hops" },
        { "Routes:0:Number", "/(/", "CallSummary:Gateway:Routes:0:Number" },
        { "Routes:0:Trunk", "other", "CallSummary:Gateway:Routes:0:Trunk \"other\" is no trunk. Known: trunk" },
        { "Routes:0:NextHop", "10.0.0.1", "CallSummary:Gateway:Routes:0:NextHop \"10.0.0.1\" is no SIP URI" },
        { "Routes:0:NextHop", "sip:a@{number}.example", "the caller must not choose where we dial" },
        { "Routes:0:RingTimeout", "00:10:00", "CallSummary:Gateway:Routes:0:RingTimeout" },
        { "Routes:0:Action", "Answer", "CallSummary:Gateway:Routes:0:NextHop is set, but the route answers calls itself" },
        { "Notice:Files:ko", "/nowhere/ko.wav", "CallSummary:Gateway:Notice:Files:ko \"/nowhere/ko.wav\" cannot be read" },
    };

    [Theory]
    [MemberData(nameof(BadSettings))]
    public void Validate_BadSetting_NamesItAndTheFix(string setting, string value, string expected)
    {
        var settings = new Dictionary<string, string?>(Valid, StringComparer.OrdinalIgnoreCase) { [setting] = value };
        var options = new GatewayOptions();
        new ConfigurationBuilder().AddInMemoryCollection(settings).Build().Bind(options);

        var failures = new GatewayOptionsValidator().Validate(null, options).Failures;

        Assert.Contains(failures ?? [], f => f.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void Validate_ThoseSettingsUnchanged_AreValid()
    {
        var options = new GatewayOptions();
        new ConfigurationBuilder().AddInMemoryCollection(Valid).Build().Bind(options);

        Assert.Null(new GatewayOptionsValidator().Validate(null, options).Failures);
    }

    private static Dictionary<string, string?> Valid => new(StringComparer.OrdinalIgnoreCase)
    {
        ["Tenants:0:Id"] = "t",
        ["Tenants:0:Subscribers:0"] = "*",
        ["Trunks:0:Name"] = "trunk",
        ["Trunks:0:Tenant"] = "t",
        ["Trunks:0:Peers:0"] = "127.0.0.1",
        ["Trunks:0:Peers:1"] = "10.0.0.0/8",
        ["Routes:0:Number"] = "*",
        ["Routes:0:NextHop"] = "sip:{number}@10.0.0.1",
        ["Routes:0:Subscribers:0"] = "Caller",
    };
}
