using CallSummary.Contracts;
using CallSummary.Storage.Calls;

namespace CallSummary.Portal.Access;

/// <summary>Who may read a call: its tenant, and the parties that are subscribers (null where one is not).</summary>
internal sealed record CallParties(string TenantId, string? Caller, string? Callee)
{
    /// <summary>The view a tenant's key gets when it asks for none.</summary>
    public Leg DefaultLeg => Caller is null && Callee is not null ? Leg.Callee : Leg.Caller;

    public static CallParties Of(Call call) => new(
        call.TenantId,
        call.CallerIsSubscriber ? call.CallerNumber : null,
        call.CalleeIsSubscriber ? call.CalleeNumber : null);

    /// <summary>The leg from whose view <paramref name="scope"/> reads the call, or null when it may not read it.</summary>
    /// <param name="scope">The reader.</param>
    /// <param name="only">Set for what belongs to one leg alone (its summary): any other reader gets null.</param>
    public Leg? ViewOf(CallScope scope, Leg? only = null)
    {
        if (scope.TenantId != TenantId)
        {
            return null;
        }

        if (scope.SubscriberNumber is not { } number)
        {
            return only ?? DefaultLeg;
        }

        var legs = new[] { (Leg.Caller, Caller), (Leg.Callee, Callee) };
        return legs.Where(l => l.Item2 == number && (only is null || only == l.Item1)).Select(l => (Leg?)l.Item1).FirstOrDefault();
    }
}
