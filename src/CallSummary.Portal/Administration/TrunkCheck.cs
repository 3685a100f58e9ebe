using System.Net;
using System.Text.RegularExpressions;
using CallSummary.Portal.Pages;
using CallSummary.Storage.Administration;

namespace CallSummary.Portal.Administration;

/// <summary>What must hold for a trunk of the console. The gateway checks again, beside its own configuration.</summary>
internal static partial class TrunkCheck
{
    private const int MostEntries = 100;
    private const int LongestEntry = 200;
    private const int LongestSecret = 128;

    /// <summary>A wider range would let half the Internet place calls.</summary>
    private const int WidestV4 = 8;
    private const int WidestV6 = 16;

    /// <summary>What is wrong, in the order of the form; empty when nothing is.</summary>
    /// <param name="form">What was typed.</param>
    /// <param name="others">Trunks of other tenants, whose calls this one must not draw to itself.</param>
    public static IReadOnlyList<Said> Problems(TrunkForm form, IReadOnlyList<StoredTrunk> others)
    {
        List<Said> problems = [];
        void Unless(bool holds, string english, string korean)
        {
            if (!holds)
            {
                problems.Add(new Said(english, korean));
            }
        }

        Unless(Names().IsMatch(form.Name), "Name: 1 to 40 small letters, digits, dots and dashes, the first a letter or digit.", "이름: 소문자, 숫자, 점, 대시로 1~40자, 첫 글자는 문자나 숫자.");
        Unless(form.Peers.Length > 0, "Addresses: name at least one, such as 192.0.2.10 or 192.0.2.0/24. Nobody else may place calls.", "주소: 192.0.2.10 또는 192.0.2.0/24처럼 하나 이상 입력하세요. 다른 곳에서는 전화를 걸 수 없습니다.");
        Check(TrunkForm.Entries(form.Peers), PeerProblem, problems);
        Check(TrunkForm.Entries(form.Peers).Where(p => TryParse(p, out var own) && others.Any(o => TrunkForm.Entries(o.Peers).Any(t => TryParse(t, out var other) && Overlap(own, other)))),
            peer => new Said($"Addresses: {peer} belongs to a trunk of another tenant.", $"주소: {peer}은(는) 다른 테넌트의 트렁크 주소입니다."), problems);
        Check(TrunkForm.Entries(form.Hops).Where(h => !Hop().IsMatch(h)),
            hop => new Said($"Next hops: \"{hop}\" is no SIP URI without user. Write for example sip:10.0.0.20:5060;transport=tcp.", $"다음 홉: \"{hop}\"은(는) 사용자 없는 SIP URI가 아닙니다. 예: sip:10.0.0.20:5060;transport=tcp."), problems);
        Check(TrunkForm.Entries(form.Destinations).Where(d => !Pattern().IsMatch(d)),
            d => new Said($"Destinations: \"{d}\" is neither a number nor a prefix such as +8210*.", $"착신 번호: \"{d}\"은(는) 번호도 +8210* 같은 국번도 아닙니다."), problems);
        Check(TrunkForm.Entries(form.Codecs).Where(c => !Codec().IsMatch(c)),
            c => new Said($"Codecs: \"{c}\" is no codec name. Write for example PCMU.", $"코덱: \"{c}\"은(는) 코덱 이름이 아닙니다. 예: PCMU."), problems);
        Unless(new[] { form.Peers, form.Hops, form.Destinations, form.Codecs }.All(l => TrunkForm.Entries(l).Count() <= MostEntries), $"At most {MostEntries} entries in a list.", $"목록마다 최대 {MostEntries}개까지 입력할 수 있습니다.");
        Unless(form.Consent is "NoticeRequired" or "AlreadyAnnounced", "Consent: choose one of the two.", "동의: 둘 중 하나를 선택하세요.");
        Unless(form.Srtp is "Off" or "Allow" or "Require", "SRTP: choose one of the three.", "SRTP: 셋 중 하나를 선택하세요.");
        Unless(form.CountryCode.Length <= 3 && form.CountryCode.All(char.IsAsciiDigit), "Country code: digits only, such as 82, or nothing.", "국가 번호: 82처럼 숫자만 입력하거나 비워 두세요.");
        Unless(form.Username.Length == 0 || form.Password.Length > 0 || form.HasPassword, "User name and password go together.", "사용자 이름과 비밀번호는 함께 입력하세요.");
        Unless(form.Username.Length <= LongestSecret && form.Password.Length <= LongestSecret, $"User name and password: at most {LongestSecret} characters.", $"사용자 이름과 비밀번호: 최대 {LongestSecret}자.");
        Unless(new[] { form.MaxCalls, form.MaxCallsPerSecond, form.MaxMinutesPerDay }.All(n => TrunkForm.Number(n) is not null), "Limits: whole numbers from 0 (no limit) to 1000000.", "한도: 0(제한 없음)부터 1000000까지의 정수.");
        return problems;
    }

    private static void Check(IEnumerable<string> entries, Func<string, Said?> problem, List<Said> problems) =>
        problems.AddRange(entries.Select(e => e.Length > LongestEntry
            ? new Said($"An entry is longer than {LongestEntry} characters.", $"{LongestEntry}자를 넘는 항목이 있습니다.")
            : problem(e)).OfType<Said>().Take(10));

    private static Said? PeerProblem(string peer) => !TryParse(peer, out var range)
        ? new Said($"Addresses: \"{peer}\" is neither an IP address nor a CIDR range. Write 192.0.2.10 or 192.0.2.0/24.", $"주소: \"{peer}\"은(는) IP 주소나 CIDR 범위가 아닙니다. 예: 192.0.2.10, 192.0.2.0/24.")
        : range.PrefixLength < (range.BaseAddress.GetAddressBytes().Length == 4 ? WidestV4 : WidestV6)
            ? new Said($"Addresses: {peer} is wider than /{WidestV4} (IPv6: /{WidestV6}).", $"주소: {peer}은(는) /{WidestV4}(IPv6: /{WidestV6})보다 넓습니다.")
            : null;

    private static bool TryParse(string text, out IPNetwork range)
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

    private static bool Overlap(IPNetwork one, IPNetwork other) =>
        one.BaseAddress.AddressFamily == other.BaseAddress.AddressFamily && (one.Contains(other.BaseAddress) || other.Contains(one.BaseAddress));

    [GeneratedRegex(@"^[a-z0-9][a-z0-9.\-]{0,39}\z")]
    private static partial Regex Names();

    [GeneratedRegex(@"^sips?:(?:[A-Za-z0-9.\-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?(?:;transport=(?:udp|tcp|tls))?\z")]
    private static partial Regex Hop();

    [GeneratedRegex(@"^(?:\*|\+?[0-9]{1,20}\*?)\z")]
    private static partial Regex Pattern();

    [GeneratedRegex(@"^[A-Za-z0-9.\-]{1,20}\z")]
    private static partial Regex Codec();
}
