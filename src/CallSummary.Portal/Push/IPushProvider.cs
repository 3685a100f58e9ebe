using CallSummary.Storage.Subscribers;

namespace CallSummary.Portal.Push;

/// <summary>A way to devices: a browser's push service, Google's or Apple's. Each is off until the operator turns it on, because a notice leaves this machine.</summary>
internal interface IPushProvider
{
    PushKind Kind { get; }

    bool IsOn { get; }

    Task<PushOutcome> SendAsync(PushDevice device, PushNotice notice, CancellationToken cancellationToken);
}
