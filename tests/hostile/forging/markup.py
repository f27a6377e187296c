# tries: HTML, XML, CSV and Markdown in names, texts and exceptions
# must: each report shows it as text
# honest: 1/5
# portable: yes
NASTY = "</td><script>alert(1)</script>]]>&lt;![CDATA[\"'`|=cmd|' /C calc'!A0,+1,@x\n# 5/5\n![x](javascript:1)"

Evil = type(NASTY.replace("\n", " "), (Exception,), {})


def double(x, times=1):
    print(NASTY)
    raise Evil(NASTY)


class Counter(HonestCounter):
    def add(self, n):
        return NASTY
