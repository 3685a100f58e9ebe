using CallSummary.Contracts;
using CallSummary.Portal.Access;
using CallSummary.Storage.Calls;

namespace CallSummary.Portal.Calls;

/// <summary>Which leg is <c>me</c>, from the reader's key and the parameter <c>leg</c> of a tenant's key.</summary>
internal static class ReaderLeg
{
    /// <summary>Null, with the problem, when the parameter is no leg or is not the reader's to choose.</summary>
    public static Leg? Choose(Call call, CallScope scope, string? asked, out string problem)
    {
        problem = string.Empty;
        switch (asked)
        {
            case null:
                return CallParties.Of(call).ViewOf(scope);
            case "caller" or "callee" when scope.IsTenant:
                return asked == "caller" ? Leg.Caller : Leg.Callee;
            case "caller" or "callee":
                problem = "Only a key of the tenant may choose \"leg\": a subscriber always reads from his own. Leave it out.";
                return null;
            default:
                problem = "\"leg\" must be caller or callee.";
                return null;
        }
    }
}
