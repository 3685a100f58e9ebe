using CallSummary.Sip.Authentication;
using CallSummary.Sip.Messages;
using CallSummary.Sip.Registration;

namespace CallSummary.Gateway.Trunks;

/// <summary>What a trunk registers where. Equal settings go on with the registration there is.</summary>
internal sealed record TrunkRegistration(string Trunk, string Registrar, string Address, string Username, string Password, string Realm, TimeSpan Expires)
{
    public static TrunkRegistration? Of(TrunkOptions trunk) => trunk.Registration is not { Registrar.Length: > 0 } r
        ? null
        : new TrunkRegistration(trunk.Name, r.Registrar, r.Address, r.Username, r.Password, r.Realm, r.Expires);

    public SipRegistrationOptions ToOptions() => new()
    {
        Registrar = SipUri.Parse(Registrar),
        Address = SipUri.Parse(Address),
        Credentials = Username.Length == 0 ? null : new SipCredentials(Username, Password) { Realm = Realm.Length == 0 ? null : Realm },
        Expires = Expires,
    };

    /// <summary>Never shows the password.</summary>
    public override string ToString() => $"{Address} at {Registrar}";
}
