using CallSummary.Sip.Messages;

namespace CallSummary.Sip;

/// <summary>The end of <see cref="SipSession.ReferAsync"/>.</summary>
/// <param name="Result">How it ended.</param>
/// <param name="ReportedStatus">The final status that the peer reported for its call, where it did.</param>
/// <param name="Response">The answer to the REFER, where one came.</param>
public sealed record SipReferOutcome(SipReferResult Result, int? ReportedStatus = null, SipResponse? Response = null);
