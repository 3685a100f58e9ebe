using CallSummary.Portal.App;
using CallSummary.Storage.Calls;
using CallSummary.Storage.Subscribers;
using CallSummary.Storage.Support;

namespace CallSummary.Portal.Console;

/// <summary>A call before the support team: without a grant, only the form that asks for one.</summary>
internal sealed record ReviewPage(
    Call Call, AccessGrant? Grant, CallView? View, IReadOnlyList<CallComment> Comments, IReadOnlyList<Correction> Corrections, bool MayListen, string? Problem)
{
    public bool IsMasked => Grant is not { Unmasked: true };

    public string Shown(string text) => IsMasked ? Mask.Of(text) : text;
}
